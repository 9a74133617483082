import type { QuoteRequest } from '@diboas/protocol';
import { Note, Waiting } from '@diboas/ui';
import type { ReactNode } from 'react';
import { useText } from '../../words/text.ts';
import { type GoOnStepProps, requestOnWay, useStopped } from './go-on-step.ts';

/** A price is asked for as soon as its step is there, so the step comes once it is known what to ask for. */
export function OnceKnown({
  state,
  children,
}: Pick<GoOnStepProps, 'state'> & { children: (request: QuoteRequest) => ReactNode }) {
  const t = useText();
  const { journey, last, retry } = useStopped(state.journey);
  if (!journey || !last || state.way === null) return <Waiting rows={5} onRetry={retry} />;
  const request = requestOnWay(state.way, journey, last);
  return request ? <div>{children(request)}</div> : <Note tone="act" text={t('goOn.none')} />;
}
