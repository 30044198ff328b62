// Placeholder until the room is opened.
