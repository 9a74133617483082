import { describeContract } from '@diboas/providers-kit/contract';
import { stripeIdentity } from './provider.ts';
import { identity } from './testing/suites.ts';

describeContract(stripeIdentity, { identity });
