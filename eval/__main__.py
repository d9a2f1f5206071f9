"""`python -m eval`: the command line of the evaluation suite."""

from eval.cli import main

if __name__ == "__main__":
    main()
