import { startPlugin } from './plugin';

startPlugin();
