"""The detectors, a file each. Importing the package declares them all."""

from torilla.screening.detectors import address as address
from torilla.screening.detectors import birth_date as birth_date
from torilla.screening.detectors import business_id as business_id
from torilla.screening.detectors import case_number as case_number
from torilla.screening.detectors import draft_marking as draft_marking
from torilla.screening.detectors import email as email
from torilla.screening.detectors import family as family
from torilla.screening.detectors import health as health
from torilla.screening.detectors import iban as iban
from torilla.screening.detectors import identity_code as identity_code
from torilla.screening.detectors import identity_code_typo as identity_code_typo
from torilla.screening.detectors import name as name
from torilla.screening.detectors import phone as phone
from torilla.screening.detectors import plate as plate
from torilla.screening.detectors import property_id as property_id
from torilla.screening.detectors import pupil as pupil
from torilla.screening.detectors import secrecy_marking as secrecy_marking
from torilla.screening.detectors import secret as secret
from torilla.screening.detectors import social_care as social_care
