"""What a page shows, made from its link alone: for slides, sheets, documents, the basket and the meeting screen."""
