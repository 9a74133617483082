import type { BalanceTypeView } from '@diboas/protocol';
import type { Choice } from '@diboas/ui';
import { ChartLine, type LucideIcon, Sprout, Wallet } from 'lucide-react';
import type { Text } from '../words/text.ts';

/** A person's balances, in the order in which Home lists them. */
export const BALANCE_TYPES = ['BANKING', 'INVESTING', 'DEFI'] as const satisfies readonly BalanceTypeView[];

const ICONS: Record<BalanceTypeView, LucideIcon> = { BANKING: Wallet, INVESTING: ChartLine, DEFI: Sprout };

/** One of the person's balances as it may be chosen: its name, its sign and what it is for. */
export function balanceChoice(type: BalanceTypeView, t: Text): Choice<BalanceTypeView> {
  return {
    value: type,
    icon: ICONS[type],
    words: t(`balance.type.${type}`),
    note: t(`balance.what.${type}`),
  };
}
