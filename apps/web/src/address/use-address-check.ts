import type { Call } from '@diboas/client';
import type { AddressCheckView, ChainNetworkView } from '@diboas/protocol';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerOf } from '../api/queries.ts';
import { useServices } from '../services/services.ts';
import { addressForm } from './address-form.ts';
import type { SendOutTo } from './use-send-out.ts';

/** What is known of a text by now, while it is typed. `unread`: the server did not say, and will when it is priced. */
export type AddressReading =
  | { readonly kind: 'other' | 'secret' | 'reading' }
  | { readonly kind: 'unread'; readonly network: ChainNetworkView }
  | { readonly kind: 'good'; readonly check: Extract<AddressCheckView, { is: 'good' }> }
  | { readonly kind: 'wrong'; readonly why: Extract<AddressCheckView, { is: 'wrong' }>['why'] };

/** What each network itself is paid in. */
const OWN_ASSETS = { bitcoin: 'BTC', ethereum: 'ETH', solana: 'SOL', sui: 'SUI' } as const satisfies Record<
  ChainNetworkView,
  string
>;

/** What a text is that looks like an address on this network. */
function addressCheckQuery(call: Call, network: ChainNetworkView, text: string) {
  return queryOptions({
    queryKey: ['address-check', network, text],
    queryFn: () => answerOf(call, 'checkAddress', { body: { network, asset: OWN_ASSETS[network], text } }),
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });
}

/** So long after the last letter it is asked, so that nobody is told of a slip that is half typed. */
const PAUSE_MS = 350;

/** Has the server read what looks like an address. What looks like a secret is sent nowhere. */
export function useAddressCheck(text: string): AddressReading {
  const { call } = useServices();
  const given = text.trim();
  const settled = useSettled(given);
  const form = addressForm(given);
  const network = form.kind === 'address' ? form.network : 'bitcoin';
  const isAsked = form.kind === 'address' && settled === given;
  const { data, error } = useQuery({ ...addressCheckQuery(call, network, given), enabled: isAsked });
  if (form.kind !== 'address') return { kind: form.kind };
  if (!isAsked) return { kind: 'reading' };
  if (data) return data.is === 'good' ? { kind: 'good', check: data } : { kind: 'wrong', why: data.why };
  return error ? { kind: 'unread', network: form.network } : { kind: 'reading' };
}

/** Where it is; null where it is no address, or that is not known yet. */
export function readingPlace(reading: AddressReading, text: string): SendOutTo | null {
  if (reading.kind === 'good') {
    const { network, address, ask } = reading.check;
    return { network, address, ask };
  }
  const address = text.trim();
  const isBare = /^[0-9A-Za-z]{20,100}$/.test(address);
  return reading.kind === 'unread' && isBare ? { network: reading.network, address } : null;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
