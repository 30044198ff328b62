print("tarazy")
