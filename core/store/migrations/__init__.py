"""The steps from any earlier schema of the store to today's; each is a file of ``versions``, in their order."""
