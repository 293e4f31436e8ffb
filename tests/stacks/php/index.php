<?php
// WHYCORS-FIX

header('Content-Type: application/json');
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
switch ($path) {
    case '/ok':
        echo json_encode(['ok' => true]);
        break;
    case '/echo':
        if (!isset($_SERVER['HTTP_AUTHORIZATION'])) {
            http_response_code(401);
            echo json_encode(['error' => 'unauthorised']);
            break;
        }
        echo file_get_contents('php://input');
        break;
    case '/boom':
        throw new RuntimeException('boom');
    default:
        http_response_code(404);
        echo json_encode(['error' => 'not found']);
}
