/** Name of the error of a call for a file that the worker does not hold: it was started anew, or let the file go. */
export const FILE_NOT_OPEN = 'FileNotOpenError';

export const isNotOpen = (error: unknown): boolean => error instanceof Error && error.name === FILE_NOT_OPEN;
