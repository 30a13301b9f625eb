import { useEffect, useState } from 'preact/hooks';
import type { Job } from '../../../contract/job.ts';
import { apiJson } from '../../api.ts';
import { onChange, paced } from '../../changes.ts';
import { type Problem, problemOf } from '../../problem.ts';

/** The job with its pages, read again whenever it changes. */
export function useJob(uuid: string): { job: Job | null; problem: Problem | null; reload: () => void } {
  const [job, setJob] = useState<Job | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const until = new AbortController();
    const read = paced(async () => {
      try {
        setJob(await apiJson<Job>(`ocr/${uuid}/`, { signal: until.signal }));
        setProblem(null);
      } catch (error) {
        if (!until.signal.aborted) setProblem(problemOf(error));
      }
    }, 400);
    const stop = onChange((change) => {
      if (change.type === 'deleted' && change.uuid === uuid) {
        setProblem({ code: 'not_found', message: '', details: {} });
      } else if ((change.type === 'job' || change.type === 'page') && change.uuid === uuid) {
        read();
      }
    });
    read();
    return () => {
      until.abort();
      stop();
    };
  }, [uuid, turn]);
  return { job, problem, reload: () => setTurn(turn + 1) };
}
