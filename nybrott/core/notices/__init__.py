"""Reads an official notice, whatever it is written in, into one frozen `Notice`."""
