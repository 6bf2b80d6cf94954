import { kindsOfFullDisk } from './full-disk.ts';
import { fullDiskCases } from './full-disk-cases.ts';

fullDiskCases(kindsOfFullDisk().slice(0, 1));
