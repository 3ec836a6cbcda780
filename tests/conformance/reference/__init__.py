"""The parts of generate_reference.py, one subject each."""
