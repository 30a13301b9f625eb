/** Name of the error of a call for a document that the worker does not have: it was started anew, or closed it. */
export const PDF_NOT_OPEN = 'PdfNotOpenError';
