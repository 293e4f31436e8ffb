document.getElementById('root').textContent = 'Served by Create React App.';
