import type { DraftView, MoneyView, OperationView } from '@diboas/protocol';
import {
  type AnswerKind,
  type AnswersOf,
  type AnswersShape,
  type StepOf,
  WIZARDS,
  type Wizard,
  type WizardEvent,
  type WizardState,
  type WizardStates,
} from '@diboas/wizards';
import type { ReactNode } from 'react';
import type { Text } from '../words/text.ts';
import type { StepProps } from './wizard-step.ts';

/**
 * Every wizard that a person may walk, by the name that its drafts bear, with the address of its steps, the asset in which
 * amounts are entered, and the operation that it asks for.
 */
export const FLOWS = {
  add_funds: {
    wizard: WIZARDS.add_funds,
    path: '/add/$draftId/$step',
    entered: 'USD',
    operation: 'ADD_FUNDS',
  },
  move: { wizard: WIZARDS.move, path: '/move/$draftId/$step', entered: 'USDC', operation: 'MOVE' },
  withdraw: {
    wizard: WIZARDS.withdraw,
    path: '/withdraw/$draftId/$step',
    entered: 'USDC',
    operation: 'WITHDRAW_FUNDS',
  },
  send_out: {
    wizard: WIZARDS.send_out,
    path: '/send-out/$draftId/$step',
    entered: 'USDC',
    operation: 'SEND_TO_ADDRESS',
  },
  buy: { wizard: WIZARDS.buy, path: '/buy/$draftId/$step', entered: 'USDC', operation: 'BUY_CRYPTO' },
  sell: { wizard: WIZARDS.sell, path: '/sell/$draftId/$step', entered: 'BTC', operation: 'SELL_CRYPTO' },
  start: {
    wizard: WIZARDS.start,
    path: '/start/$draftId/$step',
    entered: 'USDC',
    operation: 'START_STRATEGY',
  },
  stop: { wizard: WIZARDS.stop, path: '/stop/$draftId/$step', entered: 'USDC', operation: 'STOP_STRATEGY' },
  journey: { wizard: WIZARDS.journey, path: '/journey/$draftId/$step', entered: 'USD', operation: 'JOURNEY' },
  go_on: { wizard: WIZARDS.go_on, path: '/go-on/$draftId/$step', entered: 'USDC', operation: 'JOURNEY' },
  send: { wizard: WIZARDS.send, path: '/send/$draftId/$step', entered: 'USDC', operation: 'SEND_MONEY' },
} as const satisfies Record<
  DraftView['wizard'],
  {
    readonly wizard: { readonly name: string };
    readonly path: string;
    readonly entered: MoneyView['asset'];
    /** Null for one that the protocol does not name yet. */
    readonly operation: OperationView['operation'] | null;
  }
>;

export type FlowName = keyof typeof FLOWS;
export type FlowPath = (typeof FLOWS)[FlowName]['path'];

/** The flow of one of them. */
export type FlowOf<Name extends FlowName> = Flow<
  StepOf<(typeof WIZARDS)[Name]>,
  AnswersOf<(typeof WIZARDS)[Name]>
>;

/** What is asked of the flow of a draft, whichever it is. */
type Walked = {
  readonly [Name in FlowName]: {
    readonly wizard: {
      readonly steps: readonly WizardStates[Name]['step'][];
      readonly answers: Readonly<Record<string, AnswerKind>>;
      slugOf(step: WizardStates[Name]['step']): string;
      firstMissingStep(state: WizardStates[Name]): WizardStates[Name]['step'];
    };
    readonly path: FlowPath;
  };
};
const walked: Walked = FLOWS;

/** Where a draft goes on: at the step that it stands on. */
export function addressOf<Name extends FlowName>({ id, wizard, state }: DraftView<Name>) {
  const flow = walked[wizard];
  return { to: flow.path, params: { draftId: id, step: flow.wizard.slugOf(state.step) } };
}

/** Whether anything was answered that would be lost with it. */
export function isBegun<Name extends FlowName>({ wizard, state }: DraftView<Name>): boolean {
  const { firstMissingStep, steps } = walked[wizard].wizard;
  return firstMissingStep(state) !== steps[0];
}

/** In what an amount of a draft is: where its wizard asks for the asset, in that; elsewhere in the one of its flow. */
export function assetIn({ wizard, state }: DraftView): MoneyView['asset'] {
  if ('currency' in state && state.currency !== null) return state.currency;
  if (wizard === 'sell' && 'coin' in state && state.coin !== null) return state.coin;
  return 'asset' in state && state.asset !== null ? state.asset : FLOWS[wizard].entered;
}

/** Each thing that its wizard asks, with the answer that was given; null where there is none yet. */
export function answersIn({ wizard, state }: DraftView) {
  return Object.entries(walked[wizard].wizard.answers).map(([name, { kind }]) => {
    const answer: unknown = Reflect.get(state, name);
    return { name, as: kind, answer: typeof answer === 'string' ? answer : null };
  });
}

export type Screen<Step extends string, Answers extends AnswersShape> = (
  props: StepProps<Step, Answers>,
) => ReactNode;

/** What the frame has to know of one wizard: its table, its address, a screen for each step, and a few words. */
export interface Flow<Step extends string, Answers extends AnswersShape> {
  readonly name: FlowName;
  readonly wizard: Wizard<Step, Answers>;
  readonly path: FlowPath;
  /** A question that leads on into another wizard too: it is asked as long as there is anything to take for either. */
  readonly shared?: { readonly step: Step; readonly into: FlowName };
  /** Null for what is watched on the page of the transaction. */
  readonly screens: { readonly [One in Step]: Screen<Step, Answers> | null };
  /** What another tab or device chose, beside what was entered here; null where the general words will do. */
  conflictText(
    mine: WizardEvent<Step, Answers>,
    given: { readonly state: WizardState<Step, Answers>; readonly t: Text; readonly region: string },
  ): string | null;
}
