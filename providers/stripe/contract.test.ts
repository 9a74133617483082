import { describeContract } from '@diboas/providers-kit/contract';
import { stripe } from './provider.ts';
import { onRamp } from './testing/suites.ts';

describeContract(stripe, { onRamp });
