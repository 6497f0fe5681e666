/** Exit statuses of the contract, section 2. */
export const EXIT = { clean: 0, findings: 1, usage: 2, incomplete: 3, interrupted: 130, terminated: 143 } as const;
