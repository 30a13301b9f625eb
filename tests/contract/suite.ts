/**
 * What the contract promises, asked through nothing but requests. The same suite runs against `handle()` under Node
 * and through the service worker of the production build in Chromium.
 */
import { accountTests } from './suite/account.ts';
import { backupTests } from './suite/backup.ts';
import { chatTests } from './suite/chat.ts';
import { createClient } from './suite/client.ts';
import { exportTests } from './suite/exports.ts';
import { jobTests } from './suite/jobs.ts';
import { linkTests } from './suite/links.ts';
import { listTests } from './suite/lists.ts';
import { pageTests } from './suite/pages.ts';
import { pathTests } from './suite/paths.ts';
import { repeatTests } from './suite/repeats.ts';
import type { Target } from './suite/requests.ts';
import { uploadTests } from './suite/uploads.ts';

export { type Answer, form, type Init, jsonBody, jsonOf, type Target, textOf, upload } from './suite/requests.ts';

/** `get` answers once the tests run; the target's token changes when a test rotates it. */
export function contractSuite(get: () => Target): void {
  const client = createClient(get);
  jobTests(client);
  listTests(client);
  repeatTests(client);
  uploadTests(client);
  linkTests(client);
  pageTests(client);
  chatTests(client);
  exportTests(client);
  backupTests(client);
  accountTests(client);
  pathTests(client);
}
