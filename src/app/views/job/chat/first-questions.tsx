import { useEffect, useState } from 'preact/hooks';
import type { ChatQuestions } from '../../../../contract/chat.ts';
import { apiJson } from '../../../api.ts';
import { words } from './words.ts';

/** Questions that this document answers, to begin with. Nothing where there are none. */
export function FirstQuestions({
  uuid,
  language,
  disabled,
  onChoose,
}: {
  uuid: string;
  /** They are asked in it: a BCP 47 tag. */
  language: string;
  disabled: boolean;
  onChoose: (question: string) => void;
}) {
  const [questions, setQuestions] = useState<readonly string[]>([]);
  useEffect(() => {
    const until = new AbortController();
    setQuestions([]);
    apiJson<ChatQuestions>(`chat/${uuid}/questions/?language=${language}`, { signal: until.signal }).then(
      (answer) => setQuestions(answer.questions),
      // They only help to begin: one can ask without them.
      () => undefined,
    );
    return () => until.abort();
  }, [uuid, language]);
  if (questions.length === 0) return null;
  return (
    <ul class="chat-first" aria-label={words.value.first}>
      {questions.map((question) => (
        <li key={question}>
          <button
            type="button"
            class="button outlined"
            dir="auto"
            disabled={disabled}
            onClick={() => onChoose(question)}
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
