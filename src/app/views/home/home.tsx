import { Documents } from './documents.tsx';
import { Intake } from './intake.tsx';

export function Home() {
  return (
    <div class="home">
      <Intake />
      <Documents />
    </div>
  );
}
