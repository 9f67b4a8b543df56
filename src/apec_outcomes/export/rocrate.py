"""An RO-Crate: a folder with a CSV file for each table, and metadata (extra ``rocrate``).

It follows https://www.researchobject.org/ro-crate/.
"""

from apec_outcomes._extras import library
from apec_outcomes.export._about import about
from apec_outcomes.export._packages import write_description, write_tables
from apec_outcomes.export._protocols import Exported, dataset_of

__all__ = ["write"]


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a folder."""
    rocrate = library("rocrate.rocrate", "rocrate", "rocrate")
    data, files = dataset_of(exported), write_tables(exported, path)
    described = about(data)
    crate = rocrate.ROCrate()
    crate.name, crate.description = described["title"], described["description"]
    crate.license = described["licence_url"]
    crate.datePublished = data.as_of.end if data.as_of else None
    crate.root_dataset["creditText"] = described["citation"]
    for file in files:
        properties = {
            "name": file.table.name,
            "description": file.table.description,
            "encodingFormat": "text/csv",
            "contentSize": str(file.size),
            "sha256": file.digest,
        }
        crate.add_file(dest_path=file.path, properties=properties)
    write_description(path, "ro-crate-metadata.json", crate.metadata.generate())
