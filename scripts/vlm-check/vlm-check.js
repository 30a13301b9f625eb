/** Reads the set through the app's own API, with tier=vlm and no fallback, and prints a Markdown table. */
import { PAGES } from './vlm-check-pages.js';

const element = (id) => document.getElementById(id);
const say = (text) => {
  element('said').textContent = text;
};
let token = '';

const api = async (path, init = {}) => {
  const headers = { ...init.headers, ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(`api/v1/${path}`, { ...init, headers });
  const body = response.status === 204 ? {} : await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
};
const json = (method, body) => ({
  method,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

element('host').onclick = () => {
  // Its tab is the engine; the account view shows the token.
  const app = window.open('./#/account');
  const look = setInterval(async () => {
    const shown = app?.document?.querySelector('#api-token')?.textContent?.trim();
    if (!shown) return;
    clearInterval(look);
    await controlled();
    token = shown;
    element('state').textContent = 'ready';
    await showModels();
  }, 200);
};

/** The API is the service worker's, which the app's tab brings. */
async function controlled() {
  while (!navigator.serviceWorker.controller) {
    (await navigator.serviceWorker.ready).active?.postMessage({ type: 'CLAIM' });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function showModels() {
  const { models } = await api('models/');
  const vision = models.filter(({ use }) => use === 'vision');
  element('model').replaceChildren(
    ...vision.map(({ id, name, bytes, ready, reason }) => {
      const size = bytes ? `, ${Math.round(bytes / 1e6)} MB` : '';
      return new Option(`${name}${size}${ready ? ', ready' : reason ? `: ${reason}` : ''}`, id);
    }),
  );
}

element('get').onclick = () =>
  guarded(async () => {
    const { value } = element('model');
    say('Fetching …');
    await api(`models/${value}/`, json('POST', { remote: true }));
    await showModels();
    element('model').value = value;
    say('It is here.');
  });

element('run').onclick = () =>
  guarded(async () => {
    const model = element('model').value;
    await api('account/', json('PATCH', { settings: { vision_model: model } }));
    const rows = [];
    for (const [n, page] of PAGES.entries()) {
      say(`Reading ${page.name} …`);
      rows.push(await measure(page));
      element('progress').value = (n + 1) / PAGES.length;
      print(model, rows);
    }
    say('Done.');
  });

async function guarded(work) {
  try {
    await work();
  } catch (error) {
    say(error.message);
  }
}

async function measure({ name, text, draw }) {
  const picture = await drawn(draw);
  const form = new FormData();
  form.set('tier', 'vlm');
  form.set('fallback', 'none');
  form.set('file', picture, `${name}.png`);
  const started = performance.now();
  const headers = { 'Idempotency-Key': crypto.randomUUID() };
  let job = await api('ocr/', { method: 'POST', body: form, headers });
  while (job.status === 'pending' || job.status === 'processing') {
    await new Promise((resolve) => setTimeout(resolve, 500));
    job = await api(`ocr/${job.uuid}/`);
  }
  const seconds = (performance.now() - started) / 1000;
  const memory = performance.memory?.usedJSHeapSize;
  const why = job.error?.message;
  return { name, seconds, memory, cer: why ? null : errorRate(text, job.text), why, warnings: job.warnings.length };
}

async function drawn(draw) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1240, 1754];
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = 'black';
  draw(context);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  const image = new Image();
  image.src = canvas.toDataURL();
  element('pages').append(image);
  return blob;
}

function print(model, rows) {
  const read = rows.filter(({ cer }) => cer !== null);
  const mean = (of) => (read.length ? read.reduce((sum, row) => sum + of(row), 0) / read.length : Number.NaN);
  const megabytes = (bytes) => (bytes ? `${Math.round(bytes / 1e6)} MB` : '–');
  element('result').textContent = [
    `${model}, ${navigator.userAgent}, ${navigator.hardwareConcurrency} cores`,
    '',
    '| page | CER | seconds | heap | |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ name, cer, seconds, memory, why, warnings }) =>
        `| ${name} | ${cer === null ? '–' : cer.toFixed(4)} | ${seconds.toFixed(1)} | ${megabytes(memory)} | ${why ?? (warnings ? `${warnings} warnings` : '')} |`,
    ),
    `| mean of ${read.length} | ${mean(({ cer }) => cer).toFixed(4)} | ${mean(({ seconds }) => seconds).toFixed(1)} | | |`,
  ].join('\n');
}

/** Levenshtein's distance over code points, white space collapsed, for each of the truth's. */
function errorRate(truth, text) {
  const [a, b] = [truth, text].map((one) => [...one.normalize('NFC').replace(/\s+/g, ' ').trim()]);
  let row = b.map((_, i) => i + 1);
  for (const [i, character] of a.entries()) {
    let before = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const cost = Math.min(above + 1, left + 1, before + (character === b[j] ? 0 : 1));
      before = above;
      left = cost;
      return cost;
    });
  }
  return (row.at(-1) ?? a.length) / Math.max(1, a.length);
}
