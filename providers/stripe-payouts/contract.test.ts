import { describeContract } from '@diboas/providers-kit/contract';
import { stripePayouts } from './provider.ts';
import { offRamp } from './testing/suites.ts';

describeContract(stripePayouts, { offRamp });
