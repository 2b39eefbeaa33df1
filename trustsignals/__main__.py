"""`python -m trustsignals`."""

from trustsignals.cli import main

if __name__ == "__main__":
    main()
