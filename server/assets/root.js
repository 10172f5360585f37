// Tells Streamlit's page where its server is. Left to find out by itself, it asks below the path of a deep link first
// and writes a 404 to the console.
window.__streamlit = {
  ...window.__streamlit,
  BACKEND_BASE_URL: new URL("..", document.currentScript.src).href,
};
