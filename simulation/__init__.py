"""Simulated learners over the real bank: do the numbers that we show say what we claim (``python -m simulation``)?"""
