/** The app's reading for assistants on this computer: a Model Context Protocol server over stdin and stdout. */
import { stat } from 'node:fs/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { createClient } from './client.mjs';

/** @param {{ address: string, token: string }} options */
export async function serveMcp(options) {
  const client = createClient(options);
  const server = new McpServer({ name: 'barg', version: '0.1.0' });
  const uuid = z.string().describe('The uuid that ocr or search gave');

  server.registerTool(
    'ocr',
    {
      title: 'Read a document',
      description:
        'Reads a scan, photo or PDF on this computer, privately: nothing is uploaded anywhere. Gives its text as Markdown and a uuid for the other tools.',
      inputSchema: {
        path: z.string().describe('Absolute path of a PDF, PNG, JPEG, WebP, GIF, BMP or TIFF'),
        language: z.string().optional().describe('auto, or codes such as en, fa, de+fr'),
        tier: z.enum(['cpu', 'vlm']).optional().describe('vlm: for handwriting, formulas and hard layouts'),
        tool: z.string().optional().describe('extract-tables, receipt-to-data, invoice-to-data …'),
      },
    },
    ({ path, ...fields }) =>
      told(async () => {
        if (!(await stat(path).catch(() => null))?.isFile()) throw new Error(`There is no file at ${path}.`);
        const job = await client.read(path, fields);
        const { tier, page_count, mean_confidence, warnings, markdown, data } = await client.json(`ocr/${job.uuid}/`);
        return { uuid: job.uuid, tier, page_count, mean_confidence, warnings, ...(data && { data }), markdown };
      }),
  );
  server.registerTool(
    'get_text',
    {
      title: 'The text of a document',
      description: 'The text or Markdown of a document that was read, or of some of its pages.',
      inputSchema: {
        uuid,
        format: z.enum(['txt', 'md']).optional(),
        pages: z.string().optional().describe('Counted from 1: 1,3-5'),
      },
    },
    ({ uuid: id, format = 'md', pages }) =>
      told(async () => {
        return new TextDecoder().decode(await client.download(id, format, pages));
      }),
  );
  server.registerTool(
    'search',
    {
      title: 'Find documents',
      description: 'Documents that were read whose text or name has these words, newest first.',
      inputSchema: { query: z.string(), limit: z.number().int().min(1).max(50).optional() },
    },
    ({ query, limit = 10 }) =>
      told(async () => {
        const { jobs } = await client.json(`ocr/?q=${encodeURIComponent(query)}&limit=${limit}`);
        return jobs.map(({ uuid: id, filename, page_count, created_at, status }) => ({
          uuid: id,
          filename,
          page_count,
          created_at,
          status,
        }));
      }),
  );
  server.registerTool(
    'ask',
    {
      title: 'Ask a document',
      description:
        'An answer from a document that was read, in its own words, with the pages that say it. Says so where it does not.',
      inputSchema: { uuid, question: z.string() },
    },
    ({ uuid: id, question }) =>
      told(async () => {
        const { message } = await client.ask(id, question);
        return {
          answer: message.content,
          citations: message.citations.map(({ page, snippet }) => ({ page, snippet })),
        };
      }),
  );

  await server.connect(new StdioServerTransport());
}

/** The result as text; what went wrong is told to the assistant, with what to do. */
async function told(work) {
  try {
    const result = await work();
    return { content: [{ type: 'text', text: typeof result === 'string' ? result : JSON.stringify(result, null, 2) }] };
  } catch (error) {
    return { isError: true, content: [{ type: 'text', text: error.message }] };
  }
}
