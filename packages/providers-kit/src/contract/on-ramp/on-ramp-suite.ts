import type { Provider } from '@diboas/orchestration';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import { describeConversation } from '../order/conversation.ts';
import { describeOrders } from '../order/order-suite.ts';
import type { DeskSuite } from '../order/order-world.ts';
import { describeTakenBack } from './taken-back.ts';

/** What a provider's tests hand to the contract suite of an on-ramp. A person pays, so a person begins. */
export type OnRampSuite = Omit<DeskSuite<'onRamp'>, 'begun'>;

const begun = 'by_person';

export function describeOnRamp(suite: OnRampSuite, manifest: ProviderManifest<Pick<Desks, 'onRamp'>>): void {
  describeOrders({ name: 'onRamp', inWords: 'an on-ramp' }, { ...suite, begun }, manifest, describeTakenBack);
}

export function conversationOfOnRamp(suite: OnRampSuite, open: () => Provider): void {
  describeConversation({ ...suite, begun }, open);
}
