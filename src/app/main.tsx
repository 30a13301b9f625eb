import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/shell.css';
import './styles/home.css';
import './styles/job.css';
import './styles/account.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { Shell } from './components/shell.tsx';
import { installApiFetch } from './fetch.ts';
import { jobs, startJobs } from './jobs.ts';
import { loadLanguages } from './languages.ts';
import { keepStorage, startOfflineCore } from './offline.ts';
import { startRouter } from './router.ts';
import { startServiceWorker } from './service-worker.ts';
import { applySettings } from './settings.ts';
import { startUploads } from './uploads.ts';

installApiFetch();
applySettings();
startRouter();
startUploads();

const root = document.getElementById('app');
if (root) render(<Shell />, root);

startJobs();
afterFirstPaint(async () => {
  const { startEngine } = await import('../engine/start.ts');
  startEngine();
  await startServiceWorker();
  await loadLanguages();
  whenIdle(startOfflineCore);
});

const stopWaitingForJob = effect(() => {
  if (!jobs.value?.length) return;
  void keepStorage();
  queueMicrotask(() => stopWaitingForJob());
});

function afterFirstPaint(task: () => void): void {
  requestAnimationFrame(() => setTimeout(task));
}

function whenIdle(task: () => void): void {
  // Safari has no requestIdleCallback.
  if ('requestIdleCallback' in window) requestIdleCallback(task, { timeout: 5000 });
  else setTimeout(task, 1000);
}
