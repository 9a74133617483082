import type { DemoStage } from './stage.ts';

export interface DemoScene {
  readonly name: string;
  /** What is about to happen, in a sentence. */
  readonly what: string;
  /** Whether something must be in the balance before. */
  readonly needsMoney: boolean;
  /** Whether it came to what it should. */
  play(stage: DemoStage): Promise<boolean>;
}
