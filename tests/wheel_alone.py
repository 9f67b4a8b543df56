"""Test the wheel with its dependencies only."""

import pickle
import subprocess
import sys
import warnings
from importlib.metadata import distribution, distributions
from pathlib import Path
from tempfile import TemporaryDirectory

warnings.simplefilter("error")

NEEDED = {"apec-outcomes", "attrs", "cattrs", "python-dateutil"}
THEIRS = {"typing-extensions", "tzdata", "six"}
INSTALLERS = {"pip", "setuptools", "wheel"}


def main() -> None:
    """Run the library and the command line."""
    installed = {(dist.name or "").lower().replace("_", "-") for dist in distributions()}
    assert installed >= NEEDED, installed
    assert installed <= NEEDED | THEIRS | INSTALLERS, installed

    metadata = distribution("apec-outcomes").metadata
    assert metadata["License-Expression"] == "MIT AND CC-BY-4.0", metadata["License-Expression"]
    assert set(metadata.get_all("License-File") or ()) == {"LICENSE", "LICENSE-DATA"}

    import apec_outcomes as apec

    package = Path(apec.__file__ or "").parent
    assert "site-packages" in package.parts, package
    assert (package / "py.typed").exists()
    assert apec.__version__ == metadata["Version"]

    data = apec.load()
    som3 = data.meetings["2024-som3"]
    assert len(data.outcomes_of(som3)) == 35
    assert len(data.economies.of_kind("member")) == 21
    assert data.outcomes.about("AI").since(2020).matching("governance").one().themes == (
        "artificial-intelligence",
    )
    assert data.calendar.upcoming(on="2024-10-01", within="3 weeks")
    assert apec.loads(apec.dumps(som3), apec.Meeting) == som3
    assert "<table" in data.meetings._repr_html_()
    assert pickle.loads(pickle.dumps(data)) == data
    with TemporaryDirectory() as folder:
        data.save(Path(folder) / "record.json")
        data.save(Path(folder) / "record")
        assert apec.load(Path(folder) / "record.json") == apec.load(Path(folder) / "record") == data

    try:
        apec.dumps(som3, "yaml")
    except apec.MissingExtraError as error:
        assert "pip install 'apec-outcomes[yaml]'" in str(error), error
    else:
        raise AssertionError("YAML was written without its library")

    for command in (
        [sys.executable, "-I", "-m", "apec_outcomes"],
        [str(Path(sys.executable).parent / "apec-outcomes")],
    ):
        result = subprocess.run([*command, "meetings"], capture_output=True, text=True, check=False)
        assert result.returncode == 1, result
        assert result.stdout == "", result
        assert result.stderr.count("\n") == 1, result
        assert "pip install 'apec-outcomes[cli]'" in result.stderr, result
    sys.stdout.write(f"apec-outcomes {apec.__version__} works alone\n")


if __name__ == "__main__":
    main()
