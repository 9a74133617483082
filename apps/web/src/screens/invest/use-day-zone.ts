import type { PortfolioView } from '@diboas/protocol';
import { useEffect } from 'react';
import { useServices } from '../../services/services.ts';
import { deviceZone } from '../../time/format-time.ts';

/** Says by which zone days end, once, for whoever never said: by the one of this device. */
export function useDayZone(portfolio: PortfolioView | undefined): void {
  const { call } = useServices();
  const isAsked = portfolio?.zone === null;
  useEffect(() => {
    if (!isAsked) return;
    const zone = deviceZone();
    // Whoever is offline, or lives where the server knows no zone, says it another time; days end by UTC until then.
    if (zone !== undefined) void call('sayDayZone', { body: { zone } });
  }, [call, isAsked]);
}
