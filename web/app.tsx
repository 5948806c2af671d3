import { lazy } from './routing/lazy.tsx';
import { path } from './routing/navigation.ts';
import { routeOf } from './routing/route.ts';

const Home = lazy(() => import('./home/home.tsx'));
const MapPage = lazy(() => import('./viewer/map-page.tsx'));
const BuildsPage = lazy(() => import('./builds/builds-page.tsx'));
const ShotsPage = lazy(() => import('./shots/shots-page.tsx'));
const ComparePage = lazy(() => import('./compare/compare-page.tsx'));
const JobPage = lazy(() => import('./job/job-page.tsx'));
const AlbumsPage = lazy(() => import('./albums/albums-page.tsx'));
const AlbumPage = lazy(() => import('./albums/album-page.tsx'));
const SharePage = lazy(() => import('./share/share-page.tsx'));
const Callback = lazy(() => import('./session/callback.tsx'));
const NotFound = lazy(() => import('./not-found.tsx'));

export function App() {
  const route = routeOf(path.value);
  switch (route.page) {
    case 'home':
      return <Home />;
    case 'map':
      return <MapPage key={route.map} id={route.map} />;
    case 'builds':
      return <BuildsPage key={route.map} id={route.map} />;
    case 'shots':
      return <ShotsPage key={route.build} map={route.map} build={route.build} />;
    case 'compare':
      return <ComparePage key={route.map} id={route.map} />;
    case 'job':
      return <JobPage key={route.job} id={route.job} />;
    case 'albums':
      return <AlbumsPage />;
    case 'album':
      return <AlbumPage key={route.album} id={route.album} />;
    case 'share':
      return <SharePage key={route.token} token={route.token} />;
    case 'callback':
      return <Callback />;
    case 'not-found':
      return <NotFound />;
  }
}
