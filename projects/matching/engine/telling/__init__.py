"""What was counted, in sentences that a sourcing manager would say."""
