"""What somebody showed before they signed up: receipts given, and counted once."""
