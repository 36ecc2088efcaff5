import { expose } from 'comlink';
import { openGpuRunner } from '../gpu/open-runner';
import { createEngine } from './engine';

/** The engine of a secure page, in a worker of it: device and sessions end with the worker. */
expose(createEngine(openGpuRunner));
