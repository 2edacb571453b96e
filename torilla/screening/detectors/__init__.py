"""The detectors, a file each. Importing the package declares them all."""

from torilla.screening.detectors import identity_code as identity_code
