// Who may import whom. `npm run lint` checks it with dependency-cruiser; type imports count.
/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-file-cycle',
      comment: 'Files that import each other cannot be read, tested or moved alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-folder-cycle',
      comment: 'A folder is a layer: two folders that import each other are one folder.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'engine-stands-alone',
      comment: 'The engine knows pixels: no host, no panel, no words for people.',
      severity: 'error',
      from: { path: '^ui/engine/' },
      to: { path: '^(ui/(panel|host-api|locales|engine-page)|plugin)/' },
    },
    {
      name: 'host-api-knows-data-only',
      comment: 'The host boundary is plain data: layers and bytes.',
      severity: 'error',
      from: { path: '^ui/host-api/' },
      to: { path: '^(ui|plugin)/', pathNot: '^ui/(host-api|engine/api)/' },
    },
    {
      name: 'panel-reaches-the-engine-through-its-api',
      comment: 'The panel knows neither pixels nor a host. Only its client starts an engine in its own frame.',
      severity: 'error',
      from: { path: '^ui/panel/' },
      to: { path: '^(plugin|ui/engine(?!/api/)(?!-page/protocol))' },
    },
    {
      name: 'hosts-speak-the-host-api',
      comment: 'A plugin host knows layers and bytes, never tensors.',
      severity: 'error',
      from: { path: '^plugin/(figma|photoshop)/' },
      to: { path: '^ui/', pathNot: '^ui/(host-api|engine/api)/' },
    },
    {
      name: 'no-test-in-the-product',
      severity: 'error',
      from: { path: '^(ui|plugin)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.json', '.css'] },
  },
};
