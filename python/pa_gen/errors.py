"""What can go wrong, by the phase in which it does."""


class PaGenError(Exception):
    """Any failure of this package; the text says what to do."""


class ManifestError(PaGenError, ValueError):
    """A NAME.json that is none, or of another format than this package reads."""


class MissingKernelError(PaGenError, LookupError):
    """A folder has no kernel for what was asked.

    command: the `pa-gen generate` line that makes it.
    """

    def __init__(self, message: str, command: str) -> None:
        super().__init__(f"{message}; make it with\n    {command}")
        self.command = command


class TensorError(PaGenError, ValueError):
    """A tensor, a stride or a workspace is not what the kernel takes; nothing was launched."""


class DriverError(PaGenError, RuntimeError):
    """A call of the GPU's driver failed, or there is no driver.

    status: the driver's number, or None where the call was not made.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status
