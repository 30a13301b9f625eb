/** What each section of the API page says: a few sentences, the tables that the contract gives, and a call. */
import type { ComponentType } from 'preact';
import { LIMITS } from '../../../contract/limits.ts';
import { CREDITS_PER_PAGE, PLANS } from '../../../contract/plans.ts';
import { apiUrl } from '../../api.ts';
import { ACCOUNT } from '../../router.ts';
import { Call } from './call.tsx';
import { downloadOptions, uploadFields } from './description.ts';
import { ErrorTable, FieldTable, FormatTable, PathTable, PlanTable, ToolTable } from './tables.tsx';
import { Text } from './text.tsx';
import type { Description } from './use-description.ts';
import { type SectionId, words } from './words.ts';

interface Props {
  description: Description;
}

export const SECTION_VIEWS: Record<SectionId, ComponentType<Props>> = {
  authentication: () => (
    <>
      <Sentences text={words.value.authentication(PLANS.anonymous.allowance)} />
      <p>
        <a href={ACCOUNT}>{words.value.accountLink}</a>
      </p>
      <Call name="account" />
    </>
  ),
  submit: ({ description }) => (
    <>
      <Endpoint method="POST" path="ocr/" />
      <Sentences text={words.value.submit(LIMITS.inlinePages)} />
      <FieldTable name="submit" fields={uploadFields(description.openApi)} texts={words.value.uploadFields} />
      <Sentences text={words.value.fallback} />
      <Call name="submit" />
    </>
  ),
  poll: () => (
    <>
      <Endpoint method="GET" path="ocr/UUID/" />
      <Sentences text={words.value.poll} />
      <Call name="poll" />
    </>
  ),
  download: ({ description }) => (
    <>
      <Endpoint method="GET" path="ocr/UUID/download/?format=md" />
      <Sentences text={words.value.download} />
      <FieldTable name="download" fields={downloadOptions(description.openApi)} texts={words.value.downloadOptions} />
      <FormatTable />
      <Call name="download" />
    </>
  ),
  chat: () => (
    <>
      <Endpoint method="POST" path="chat/UUID/" />
      <Sentences text={words.value.chat} />
      <Call name="chat" />
    </>
  ),
  tools: ({ description }) => (
    <>
      <Endpoint method="GET" path="tools/" />
      <Sentences text={words.value.tools} />
      <ToolTable tools={description.tools} />
      <Call name="tools" />
    </>
  ),
  languages: () => (
    <>
      <Endpoint method="GET" path="languages/" />
      <Sentences text={words.value.languages} />
      <p>
        <a href={apiUrl('languages/').href}>{words.value.languagesLink}</a>
      </p>
    </>
  ),
  plans: () => (
    <>
      <Sentences text={words.value.plans(CREDITS_PER_PAGE.cpu, CREDITS_PER_PAGE.vlm)} />
      <PlanTable />
    </>
  ),
  errors: () => (
    <>
      <Sentences text={words.value.errors} />
      <Call name="refused" />
      <ErrorTable />
    </>
  ),
  paths: ({ description }) => (
    <>
      <Sentences text={words.value.paths} />
      <p>
        <a href={apiUrl('openapi.json').href}>{words.value.openApiLink}</a>{' '}
        <a href="./job.schema.json">{words.value.jobSchemaLink}</a>
      </p>
      <PathTable openApi={description.openApi} />
    </>
  ),
};

function Sentences({ text }: { text: string }) {
  return (
    <p>
      <Text>{text}</Text>
    </p>
  );
}

function Endpoint({ method, path }: { method: string; path: string }) {
  return (
    <p class="endpoint" dir="ltr">
      <code>
        <strong>{method}</strong> {apiUrl('').pathname}
        {path}
      </code>
    </p>
  );
}
