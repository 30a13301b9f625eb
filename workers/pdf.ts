/** The PDF worker: opens PDFs and reads their pages, one call at a time. */
import { closePdf, inspectPdf, openPdf, readPdfPage, renderPdfPage } from '../src/engine/pdf/pdf.worker.ts';
import { serve } from '../src/engine/worker-rpc.ts';

serve({ inspectPdf, openPdf, readPdfPage, renderPdfPage, closePdf });
