"""The chair's page of a meeting: rulings on interests, and words on what a head may say."""
