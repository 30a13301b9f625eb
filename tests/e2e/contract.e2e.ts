/** The contract suite once more, through the service worker and the real engine. */
import { afterAll, beforeAll, test } from 'vitest';
import { contractSuite, type Target } from '../contract/suite.ts';
import { browserTarget } from './browser-target.ts';
import { type App, launch, open, type Session, startApp } from './harness.ts';

let app: App;
let session: Session;
let target: Target;

beforeAll(async () => {
  app = await startApp();
  session = await launch(app);
  target = await browserTarget(await open(session));
});
afterAll(async () => {
  await session?.close();
  await app?.stop();
});

contractSuite(() => target);

test('nothing left the origin, and the policy was kept', () => {
  session.assertOwnOriginOnly();
  session.assertNoViolations();
});
