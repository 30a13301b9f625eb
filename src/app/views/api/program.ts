/**
 * The texts of the examples: one call in four languages. The JavaScript is the source of the function that runs, read
 * as text; nothing else says what it does.
 */
import { account } from './examples/account.ts';
import { chat } from './examples/chat.ts';
import { download } from './examples/download.ts';
import type { Example, Given } from './examples/example.ts';
import { poll } from './examples/poll.ts';
import { refused } from './examples/refused.ts';
import { submit } from './examples/submit.ts';
import { tools } from './examples/tools.ts';

export const EXAMPLES = { account, submit, poll, download, chat, tools, refused } satisfies Record<string, Example>;
export type ExampleName = keyof typeof EXAMPLES;

export const LANGUAGES = ['javascript', 'curl', 'python', 'node'] as const;
export type Language = (typeof LANGUAGES)[number];

export const TOKEN_PLACEHOLDER = 'YOUR_API_TOKEN';
const UUID_PLACEHOLDER = 'UUID';

/** What an example's text depends on. */
export interface Place {
  /** The app's address, without a final slash. */
  base: string;
  token: string;
  /** The document that examples ask for; null while there is none. */
  uuid: string | null;
  /** The address of the sample page. */
  sample: string;
}

export type Constants = Omit<Given, 'fetch' | 'console'>;

/** The constants of the JavaScript examples at a place. */
export function constantsOf({ base, token, uuid, sample }: Place): Constants {
  return {
    API: `${base}/api/v1/ocr/`,
    ACCOUNT: `${base}/api/v1/account/`,
    CHAT: `${base}/api/v1/chat/`,
    TOOLS: `${base}/api/v1/tools/`,
    SAMPLE: sample,
    UUID: uuid ?? UUID_PLACEHOLDER,
    H: { Authorization: `Bearer ${token}` },
  };
}

/** Whether an example asks for a document that was read before. */
export const needsDocument = (name: ExampleName): boolean => partsOf(name).names.includes('UUID');

export function programOf(name: ExampleName, language: Language, place: Place): string {
  if (language === 'javascript') return javascriptOf(name, place);
  const text = PROGRAMS[`./programs/${name}.${ENDINGS[language]}`] ?? '';
  return text
    .trimEnd()
    .replaceAll('BASE_URL', place.base)
    .replaceAll(TOKEN_PLACEHOLDER, place.token)
    .replaceAll(UUID_PLACEHOLDER, place.uuid ?? UUID_PLACEHOLDER);
}

const ENDINGS = { curl: 'sh', python: 'py', node: 'mjs' } as const;
const PROGRAMS = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true });
const SOURCES = import.meta.glob<string>(['./examples/*.ts', '!./examples/example.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

function javascriptOf(name: ExampleName, place: Place): string {
  const constants = constantsOf(place);
  const { names, body } = partsOf(name);
  const declarations = names.flatMap((given) => {
    if (given === 'H') return [`const H = { Authorization: '${constants.H.Authorization}' };`];
    return given in constants ? [`const ${given} = '${constants[given as keyof Constants]}';`] : [];
  });
  return `${declarations.join('\n')}\n\n${body}`;
}

/** What the function of an example takes, and its body without the indent. */
function partsOf(name: ExampleName): { names: string[]; body: string } {
  const source = SOURCES[`./examples/${name}.ts`] ?? '';
  const [, given = '', body = ''] = /async \(\{([^}]*)\}\) => \{\n([\s\S]*)\n\};\s*$/.exec(source) ?? [];
  return { names: given.split(',').map((one) => one.trim()), body: body.replace(/^ {2}/gm, '') };
}
