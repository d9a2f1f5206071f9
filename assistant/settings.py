"""Every setting, with its default and its meaning.

Each can be given in code (`Settings(data="…")`), by environment variable (`ASSISTANT_DATA`, `ASSISTANT_MODEL`, …)
or, for those people change most, as a command line option.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

__all__ = ["BUNDLED_MODEL", "Settings", "from_environment"]

BUNDLED_MODEL = "all-MiniLM-L6-v2"
"""The embedding model installed with the package; any other value names a sentence-transformers model."""


class Settings(BaseSettings):
    """How one assistant works; immutable once made."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_ignore_empty=True, frozen=True, extra="forbid")

    data: Path = Field(default=Path(".assistant"), description="Folder of the library; made if it is missing.")
    embedding_model: str = Field(
        default=BUNDLED_MODEL,
        description="The bundled all-MiniLM-L6-v2, or a sentence-transformers model folder or name.",
    )
    passage_tokens: int = Field(
        default=192, ge=32, description="Longest passage, in the embedding model's tokens; never above its own limit."
    )
    chroma_url: str | None = Field(
        default=None, description="Address of a Chroma server, such as http://127.0.0.1:8000; embedded when unset."
    )
    candidates: int = Field(
        default=40, ge=1, le=1000, description="Passages that each index hands to the fusion for one question."
    )
    statements: int = Field(default=3, ge=1, le=20, description="Most statements in one extractive answer.")
    model: str | None = Field(
        default=None,
        description="A chat model that words the answers, as provider:name (ollama:llama3.2, openai:gpt-4.1-mini, "
        "local:/folder); none when unset.",
    )
    model_timeout: float = Field(
        default=60.0, gt=0, le=3600, description="Seconds in which the chat model must have answered one question."
    )


def from_environment(**given: object) -> Settings:
    """Return the settings of the environment, but for what is given.

    Raises:
        SettingsError: If a variable has a value that cannot work.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = error.errors()[0]
        name = "_".join(("ASSISTANT", *map(str, wrong["loc"]))).upper()
        raise SettingsError(f"{name}={wrong['input']!r} cannot be used: {wrong['msg']}; correct or unset it") from None
