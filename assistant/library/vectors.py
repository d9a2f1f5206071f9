"""The vector index: nearest passages by cosine, in Chroma. Disposable; holds ids and vectors, never text."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from assistant.encoder import Vectors
from assistant.errors import LibraryError, SettingsError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

__all__ = ["VectorIndex"]

_COUNT = slice(20, 28)  # of a header.bin: how many vectors its index has


class VectorIndex:
    """One Chroma collection, embedded in a folder or on a server; the same client interface serves both."""

    def __init__(self, client: ClientAPI, name: str, folder: Path | None) -> None:
        self.folder = folder
        self._client = client
        self._name = name
        self._collection = client.get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        self._batch = client.get_max_batch_size()

    @classmethod
    def embedded(cls, folder: Path) -> VectorIndex:
        """Open or make the index in a folder of this machine."""
        import chromadb  # about a second of import
        from chromadb.config import Settings

        folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        return cls(client, "passages", folder)

    @classmethod
    def served(cls, url: str, name: str) -> VectorIndex:
        """Open or make the index as a collection of a Chroma server.

        Raises:
            SettingsError: If the address is not one.
            LibraryError: If no server answers there.
        """
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingsError(f"chroma_url {url!r} is not an address; give one like http://127.0.0.1:8000")
        try:
            client = chromadb.HttpClient(
                parts.hostname,
                parts.port or (443 if parts.scheme == "https" else 8000),
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
            return cls(client, name, None)
        except Exception as error:  # Chroma raises bare ValueError and httpx errors alike
            raise LibraryError(f"no Chroma server answers at {url} ({error}); start it or unset chroma_url") from error

    @property
    def generation(self) -> int | None:
        """The catalogue's generation that a served index was last brought to."""
        return (self._collection.metadata or {}).get("generation")

    def note_generation(self, generation: int) -> None:
        """Record, on the server, which generation of the catalogue this index holds."""
        self._collection.modify(metadata={"generation": generation})

    def clear(self) -> None:
        """Drop every vector."""
        self._client.delete_collection(self._name)
        self._collection = self._client.create_collection(
            self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, shape (ids, dimension), or replace those of the same id."""
        for start in range(0, len(ids), self._batch):
            part = slice(start, start + self._batch)
            self._collection.upsert(ids=[str(i) for i in ids[part]], embeddings=np.asarray(vectors[part]))

    def remove(self, ids: Sequence[int]) -> None:
        """Remove vectors; unknown ids are passed over."""
        for start in range(0, len(ids), self._batch):
            self._collection.delete(ids=[str(i) for i in ids[start : start + self._batch]])

    def search(self, vector: Vectors, k: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Return the ids and cosine similarities of the nearest passages, best first; of those `among`, if given."""
        ids = None if among is None else [str(i) for i in among]
        if ids == []:
            return []
        found = self._collection.query(query_embeddings=[vector], ids=ids, n_results=k, include=["distances"])
        distances = found["distances"] or [[]]
        return [(int(i), 1.0 - float(d)) for i, d in zip(found["ids"][0], distances[0], strict=True)]

    def ids(self) -> set[int]:
        """Return the ids of all vectors."""
        return {int(i) for i in self._collection.get(include=[])["ids"]}

    def blank(self) -> None:
        """Overwrite the files of an index that has no vector of its own yet, Chroma keeping the first ones in its log.

        hnswlib writes them from memory it has not used, in which words of this process may stand.
        """
        if self.folder is None:
            return
        for header in self.folder.glob("*/header.bin"):
            content = header.read_bytes()
            if len(content) >= _COUNT.stop and not any(content[_COUNT]):
                for name in ("data_level0.bin", "length.bin"):
                    with contextlib.suppress(FileNotFoundError), header.with_name(name).open("r+b") as file:
                        file.write(bytes(header.with_name(name).stat().st_size))  # in place: Chroma has it open

    def close(self) -> None:
        """Close the client, so that its files are complete."""
        with contextlib.suppress(Exception):  # a client that is gone is closed
            self._client.close()
