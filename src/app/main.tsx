import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/shell.css';
import './styles/home.css';
import './styles/job.css';
import './styles/account.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { followToken } from './api.ts';
import { Shell } from './components/shell.tsx';
import { runEngine } from './engine.ts';
import { installApiFetch } from './fetch.ts';
import { jobs, startJobs } from './jobs.ts';
import { followLanguages } from './languages.ts';
import { keepStorage, startOfflineCore } from './offline.ts';
import { startRouter } from './router.ts';
import { startServiceWorker } from './service-worker.ts';
import { applySettings, bridgeIsOn } from './settings.ts';
import { startUploads } from './uploads.ts';

installApiFetch();
applySettings();
startRouter();
followToken();
startUploads();

/** Milliseconds until the engine starts in a tab that was hidden before its first paint. */
const LATEST_START = 1000;

const root = document.getElementById('app');
if (root) render(<Shell />, root);

startJobs();
afterFirstPaint(async () => {
  void runEngine();
  await startServiceWorker();
  void startBridge();
  await followLanguages();
  whenIdle(startOfflineCore);
});

const stopWaitingForJob = effect(() => {
  if (!jobs.value?.length) return;
  void keepStorage();
  queueMicrotask(() => stopWaitingForJob());
});

/** A tab opened in the background paints nothing until it is looked at, and must read all the same. */
function afterFirstPaint(task: () => void): void {
  let started = false;
  const start = () => {
    if (!started) setTimeout(task);
    started = true;
  };
  requestAnimationFrame(start);
  setTimeout(start, document.visibilityState === 'hidden' ? 0 : LATEST_START);
}

/** Its code comes where it is on, or is turned on. */
async function startBridge(): Promise<void> {
  await new Promise<void>((resolve) => {
    bridgeIsOn.subscribe((on) => on && resolve());
  });
  (await import('./bridge/bridge.ts')).followBridge();
}

function whenIdle(task: () => void): void {
  // Safari has no requestIdleCallback.
  if ('requestIdleCallback' in window) requestIdleCallback(task, { timeout: 5000 });
  else setTimeout(task, 1000);
}
