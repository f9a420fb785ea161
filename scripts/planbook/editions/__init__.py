"""One plan in each script: conversion, its ledger, interface words, citations."""
