/**
 * The export worker builds a file while the page draws for it: pages of a PDF are drawn by the worker that has the PDF
 * open. The two talk over a channel of their own, as the page and its workers do.
 */
import type { BlobRecord } from '../../store/schema.ts';
import { createClient, serve, transferring } from '../worker-rpc.ts';

/** Draws the page `index`, from 0, `width` pixels wide. Rejects for one that cannot be drawn. */
export type DrawPage = (index: number, width: number) => Promise<BlobRecord>;

type Methods = { drawPage: DrawPage };

/** The page's side: `use` hands the port on to the worker; drawings are made for as long as it takes. */
export async function lendDrawings<Result>(draw: DrawPage, use: (port: MessagePort) => Promise<Result>) {
  const { port1, port2 } = new MessageChannel();
  const drawPage: DrawPage = async (index, width) => {
    const picture = await draw(index, width);
    return transferring({ ...picture }, [picture.bytes]);
  };
  serve({ drawPage }, port1);
  port1.start();
  try {
    return await use(port2);
  } finally {
    port1.close();
  }
}

/** The worker's side. */
export function borrowDrawings(port: MessagePort): { drawPage: DrawPage; close: () => void } {
  const client = createClient<Methods>(() => {
    port.start();
    return {
      addEventListener: (type: string, listener: unknown) => port.addEventListener(type, listener as EventListener),
      postMessage: (message, transfer) => port.postMessage(message, transfer),
      terminate: () => port.close(),
    };
  });
  return { drawPage: (...args) => client.call('drawPage', args), close: () => client.close() };
}
