import { describeContract } from '@diboas/providers-kit/contract';
import { moonpay } from './provider.ts';
import { onRamp } from './testing/suites.ts';

describeContract(moonpay, { onRamp });
